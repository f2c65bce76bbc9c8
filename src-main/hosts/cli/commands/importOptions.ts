import { basename } from 'node:path';
import type { ImportTable } from '#shared/contract/methods.ts';
import { featureRoles, tableRoles } from '#shared/model/dataset.ts';
import type { FeatureRole, TableRole } from '#shared/model/dataset.ts';
import { defaultMutationFilter, duplicateRule, geneNaming, replicateRule } from '#shared/model/imports.ts';
import type { MutationFilter, NameChoice, NamingOptions, ReadingOptions } from '#shared/model/imports.ts';
import type { OptionSpec, Options } from '../options.ts';
import { UsageError } from '../usageError.ts';

/** The options of `import` that say what the tables are and how they are read. */
export const tableOptions: readonly OptionSpec[] = [
  { name: 'expression', value: 'PATH', help: 'samples x genes' },
  { name: 'copy-number', value: 'PATH', help: 'samples x genes' },
  { name: 'mutation', value: 'PATH', help: 'samples x genes, 0 or 1, or a list of mutations' },
  { name: 'features', value: 'PATH', help: 'any other numbers; may be given again', multiple: true },
  {
    name: 'response',
    value: 'PATH',
    help: 'samples x drugs; may be given again for another metric',
    multiple: true,
  },
  {
    name: 'metric',
    value: 'NAME',
    help: 'what the response measures, one for each; several for one file pick among its metrics',
    multiple: true,
  },
  {
    name: 'lookup',
    value: 'PATH ..',
    help: 'tables that turn ids into names',
    multiple: true,
    several: true,
  },
  { name: 'drugs', value: 'PATH', help: 'drug, target, mechanism (or moa), class' },
  { name: 'samples', value: 'PATH', help: 'sample (or cell_line), tissue (or site_primary)' },
  {
    name: 'format',
    value: '[ROLE=]NAME',
    help: 'how the matrices (or those of one role) are written; auto when left out',
    multiple: true,
  },
  {
    name: 'sheet',
    value: '[ROLE=]NAME',
    help: 'sheet of workbooks; the first with a table when left out',
    multiple: true,
  },
  {
    name: 'duplicates',
    value: duplicateRule.options.join('|'),
    help: 'names that stand twice; as the format has it',
  },
  {
    name: 'replicates',
    value: replicateRule.options.join('|'),
    help: 'values of one sample and drug; mean when left out',
  },
  { name: 'keep-silent', help: 'count silent, intron, UTR and flank mutations' },
  { name: 'keep-common', help: 'count mutations marked as common polymorphisms' },
  { name: 'keep-neutral', help: 'count mutations marked as neutral' },
  {
    name: 'mutated-only',
    help: 'samples of --samples that a MAF does not tell of are left out, not without mutations',
  },
  { name: 'least-allelic-fraction', value: 'V', help: 'leave out mutations below; 0.1 when left out' },
];

/** The options of `import` that say how names are understood. */
export const namingFlags: readonly OptionSpec[] = [
  {
    name: 'sample-names',
    value: 'normalised|exact',
    help: 'match samples by keys and aliases too, or as written alone; normalised when left out',
  },
  { name: 'gene-names', value: geneNaming.options.join('|'), help: 'as-written when left out' },
  {
    name: 'choose',
    value: '[gene:]WRITTEN=NAME',
    help: 'which sample or gene a name is; WRITTEN= leaves it out; may be given again',
    multiple: true,
  },
];

/** A table of an import by the path that was typed. */
export interface TypedTable extends Omit<ImportTable, 'fileId'> {
  path: string;
}

const singleRoles: readonly FeatureRole[] = ['expression', 'copy-number', 'mutation'];
const describingRoles: readonly TableRole[] = ['drugs', 'samples'];

/** The tables that were named, with all that was said of each. @throws UsageError for what does not make a data set */
export function readTables(options: Options, adds: boolean): TypedTable[] {
  const responses = readResponses(options);
  const features = options.texts('features');
  const single = (role: TableRole) => {
    const path = options.text(role);
    return path === undefined ? [] : [{ role, path }];
  };
  const tables: (Pick<TypedTable, 'role' | 'path'> & Partial<TypedTable>)[] = [
    ...singleRoles.flatMap(single),
    ...responses,
    ...describingRoles.flatMap(single),
    ...features.map((path) => ({
      role: 'features' as const,
      path,
      block: features.length === 1 ? 'features' : stemOf(path),
    })),
    ...options.texts('lookup').map((path) => ({ role: 'lookup' as const, path })),
  ];
  refuseIncomplete(tables, adds);
  const reading = readReading(options);
  const filter = readMutationFilter(options);
  const formats = byRole('format', options.texts('format'));
  const sheets = byRole('sheet', options.texts('sheet'));
  return tables.map((table) => {
    const isMatrix = isMatrixRole(table.role);
    const sheet = sheets(table.role);
    return {
      ...reading,
      ...table,
      format: formats(table.role) ?? 'auto',
      ...(sheet === undefined || !isMatrix ? {} : { sheet }),
      ...(table.role === 'mutation' && filter !== undefined ? { mutationFilter: filter } : {}),
    };
  });
}

function isMatrixRole(role: TableRole): boolean {
  return role === 'response' || featureRoles.some((feature) => feature === role);
}

function refuseIncomplete(tables: readonly { role: TableRole }[], adds: boolean): void {
  const has = (roles: readonly TableRole[]) => tables.some(({ role }) => roles.includes(role));
  if (adds) {
    if (has([...featureRoles, 'response', ...describingRoles])) return;
    throw new UsageError(
      `no table is given to add, expected one of --${featureRoles.join(', --')}, --response`,
    );
  }
  if (!has(['response'])) {
    throw new UsageError(
      '--response is missing, expected the path of a table of drug responses, or --add to bring tables into a data set',
    );
  }
  if (!has(featureRoles)) {
    throw new UsageError(`no features are given, expected one of --${featureRoles.join(', --')}`);
  }
}

/** Each with its metric: the first `--metric` is that of the first `--response`; several for one file pick from it. */
function readResponses(options: Options): Pick<TypedTable, 'role' | 'path' | 'metric' | 'metrics'>[] {
  const paths = options.texts('response');
  const metrics = options.texts('metric');
  const role = 'response';
  if (metrics.length === 0 && paths.length === 1) return [{ role, path: paths[0] }];
  if (paths.length === 1 && metrics.length > 1) return [{ role, path: paths[0], metrics }];
  if (metrics.length !== paths.length) {
    throw new UsageError(
      `--metric: found ${metrics.length} for ${paths.length} of --response, expected one for each, in the same order`,
    );
  }
  return paths.map((path, index) => ({ role, path, metric: metrics[index] }));
}

function readReading(options: Options): Pick<ReadingOptions, 'duplicates' | 'replicates'> {
  const duplicates = options.choice('duplicates', duplicateRule.options);
  const replicates = options.choice('replicates', replicateRule.options);
  return {
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(replicates === undefined ? {} : { replicates }),
  };
}

function readMutationFilter(options: Options): MutationFilter | undefined {
  const least = options.number('least-allelic-fraction', { least: 0, most: 1 });
  const kept = ['keep-silent', 'keep-common', 'keep-neutral', 'mutated-only'].filter((name) =>
    options.has(name),
  );
  if (least === undefined && kept.length === 0) return undefined;
  const { dropSilent, leastAllelicFraction, dropCommon, dropNeutral, listedAreWildType } =
    defaultMutationFilter;
  return {
    dropSilent: dropSilent && !options.has('keep-silent'),
    leastAllelicFraction: least ?? leastAllelicFraction,
    dropCommon: dropCommon && !options.has('keep-common'),
    dropNeutral: dropNeutral && !options.has('keep-neutral'),
    listedAreWildType: listedAreWildType && !options.has('mutated-only'),
  };
}

/** What an option says of a role: `ROLE=VALUE`, else the `VALUE` of all matrices. */
function byRole(option: string, texts: readonly string[]): (role: TableRole) => string | undefined {
  const values = new Map<string, string>();
  for (const text of texts) {
    const role = tableRoles.find((name) => text.startsWith(`${name}=`));
    const key = role ?? 'matrices';
    if (values.has(key)) throw new UsageError(`--${option} is given twice for ${key}, expected once`);
    values.set(key, role === undefined ? text : text.slice(role.length + 1));
  }
  return (role) => values.get(role) ?? (isMatrixRole(role) ? values.get('matrices') : undefined);
}

/** How names are to be understood. @throws UsageError */
export function readNaming(options: Options): NamingOptions {
  const sampleMatching = options.choice('sample-names', ['normalised', 'exact'] as const);
  const naming = options.choice('gene-names', geneNaming.options);
  const choices = options.texts('choose').map(readChoice);
  return {
    ...(sampleMatching === undefined ? {} : { sampleMatching }),
    ...(naming === undefined ? {} : { geneNaming: naming }),
    ...(choices.length === 0 ? {} : { choices }),
  };
}

/** The last `=` parts the two names. */
function readChoice(text: string): NameChoice {
  const kind = text.startsWith('gene:') ? 'gene' : 'sample';
  const names = kind === 'gene' ? text.slice('gene:'.length) : text;
  const parting = names.lastIndexOf('=');
  if (parting < 1) throw new UsageError(`--choose: found ${text}, expected WRITTEN=NAME or WRITTEN=`);
  const as = names.slice(parting + 1);
  return { kind, written: names.slice(0, parting), as: as === '' ? null : as };
}

function stemOf(path: string): string {
  return basename(path).replace(/(\.(tsv|csv|txt|tab))?(\.gz)?$/i, '');
}
