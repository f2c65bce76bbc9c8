// Its build for Node makes a `require` of its own, which a bundle for Node has already.
import { Zip, ZipDeflate, strToU8 } from 'fflate/browser';
import {
  groupList,
  listColumns,
  plainList,
  profilerQueries,
  rankedList,
  setLines,
  toolNames,
} from './formats.ts';
import type { NamedList } from './formats.ts';
import { readMe } from './readMe.ts';
import type { ListOrigin } from './readMe.ts';

export interface DrugGenes {
  drug: string;
  /** Strongest first. */
  top: readonly string[];
  /** Every modelled gene, highest score first. */
  ranking: readonly { gene: string; score: number }[];
}

/** Drugs whose genes are worked out one after the other: all of them at once may not fit in memory. */
export interface ListContent {
  origin: ListOrigin;
  drugs: readonly string[];
  /** @param drug its place in `drugs` */
  genesOf: (drug: number) => DrugGenes;
  /** Every modelled gene. */
  universe: readonly string[];
}

/**
 * A zip of everything that enrichment tools take: lists, universe, `.rnk`, `.grp`, `.gmt` and files of several lists,
 * and a README that says what they are. Names hold no hyphens.
 * @returns its bytes in pieces, a drug at a time
 */
export function* listArchive(content: ListContent): Generator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  const add: AddFile = (name, lines) => {
    const file = new ZipDeflate(name, { level: 6 });
    file.mtime = content.origin.createdAt;
    zip.add(file);
    file.push(strToU8([...lines].join('')), true);
    return pieces.splice(0);
  };
  yield* addFiles(content, add);
  zip.end();
  yield* pieces;
}

/** @returns what there is to write by now */
type AddFile = (name: string, lines: Iterable<string>) => Uint8Array[];

function* addFiles({ origin, drugs, genesOf, universe }: ListContent, add: AddFile): Generator<Uint8Array> {
  const names = toolNames(drugs);
  const suffix = `top${origin.top}_${origin.direction}`;
  const lists: NamedList[] = [];
  for (const [drug, name] of names.entries()) {
    const { top, ranking } = genesOf(drug);
    const description = `${drugs[drug]}: top ${top.length} genes, ${origin.direction}, model ${origin.model}`;
    const list = { name: `${name}_${suffix}`, description: oneLine(description), genes: top };
    lists.push(list);
    if (top.length > 0) {
      yield* add(`lists/${list.name}.txt`, plainList(top));
      yield* add(`grp/${list.name}.grp`, groupList(list));
    }
    yield* add(`rnk/${name}.rnk`, rankedList(ranking));
  }
  yield* add('universe.txt', plainList(universe));
  yield* add(`gmt/${suffix}.gmt`, setLines(lists));
  yield* add(`gprofiler/${suffix}.txt`, profilerQueries(lists));
  yield* add(`metascape/${suffix}.txt`, listColumns(lists, universe));
  const counts = lists.map(({ genes, name }, drug) => ({ drug: drugs[drug], name, geneCount: genes.length }));
  yield* add('README.txt', readMe({ ...origin, universeSize: universe.length, counts }));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
