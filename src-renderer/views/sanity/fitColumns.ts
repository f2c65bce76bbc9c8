import type { BlockFit } from '#shared/model/sanity.ts';
import { formatCount, writePValue } from '../../ui/numbers.ts';
import type { Column } from '../../ui/tableColumns.ts';
import { misplacedCountOf } from './sanityWords.ts';

const pairColumns: Column<BlockFit>[] = [
  { key: 'first', label: 'Table', value: ({ first }) => first },
  { key: 'second', label: 'and table', value: ({ second }) => second },
  { key: 'fits', label: 'Together', value: (fit) => (fit.fits ? 'fit' : 'not clearly') },
  {
    key: 'association',
    label: 'Association',
    hint: 'RV coefficient of the centred tables: 1 when they tell alike which samples are alike',
    numeric: true,
    value: ({ association }) => association,
  },
  {
    key: 'p_value',
    label: 'P',
    hint: 'That samples mixed at random agree as well',
    numeric: true,
    value: ({ p }) => p,
    format: writePValue,
  },
  {
    key: 'permutations',
    label: 'Permutations',
    numeric: true,
    value: ({ permutations }) => permutations,
    format: formatCount,
  },
];

const geneColumns: Column<BlockFit>[] = [
  {
    key: 'shared_genes',
    label: 'Shared genes',
    numeric: true,
    value: ({ sharedGenes }) => sharedGenes?.geneCount ?? null,
    format: formatCount,
  },
  {
    key: 'r_with_itself',
    label: 'r with itself',
    hint: 'Mean correlation of a sample with itself in the other table, over the genes that both have',
    numeric: true,
    value: ({ sharedGenes }) => sharedGenes?.ownCorrelation ?? null,
  },
  {
    key: 'r_with_others',
    label: 'r with others',
    hint: 'The same with all other samples',
    numeric: true,
    value: ({ sharedGenes }) => sharedGenes?.othersCorrelation ?? null,
  },
  {
    key: 'p_value_genes',
    label: 'P, genes',
    hint: 'That samples mixed at random agree as well over the shared genes',
    numeric: true,
    value: ({ sharedGenes }) => sharedGenes?.p ?? null,
    format: writePValue,
  },
];

const shiftColumn: Column<BlockFit> = {
  key: 'rows_to_move_up',
  label: 'Rows to move up',
  hint: 'The second table fits far better when it is moved by so many rows',
  numeric: true,
  value: ({ shift }) => shift ?? null,
  format: formatCount,
};

const misplacedColumn: Column<BlockFit> = {
  key: 'misplaced',
  label: 'Misplaced samples',
  numeric: true,
  value: misplacedCountOf,
  format: formatCount,
};

/** The columns of a table of pairs of tables; those that no pair has anything for are left out. */
export function fitColumns(hasGenes: boolean, hasShift: boolean): Column<BlockFit>[] {
  return [
    ...pairColumns,
    ...(hasGenes ? geneColumns : []),
    ...(hasShift ? [shiftColumn] : []),
    misplacedColumn,
  ];
}
