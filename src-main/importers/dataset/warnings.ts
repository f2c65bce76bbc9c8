import { defaultFolds } from '#shared/model/settings.ts';
import type { Dataset } from '#shared/model/dataset.ts';
import type { ReadTables } from './readTables.ts';
import { describeColumn } from './selectFeatures.ts';

/** Two observed samples for every fold: with fewer a model leaves the drug out. */
const fewestForModels = 2 * defaultFolds;
const fewSamples = 20;

/** What a person should know of a data set that was imported all the same, as sentences. */
export function warningsFor(
  dataset: Dataset,
  tables: ReadTables,
  { constantCount, filledCount }: { constantCount: number; filledCount: number },
): string[] {
  return [
    ...aboutSamples(dataset, tables),
    ...aboutFeatures(constantCount, filledCount),
    ...aboutDrugs(dataset),
    ...aboutDescriptions(dataset, tables),
  ];
}

function aboutSamples({ samples }: Dataset, tables: ReadTables): string[] {
  const warnings: string[] = [];
  if (samples.length < fewSamples) {
    warnings.push(`Only ${counted(samples.length, 'sample stands', 'samples stand')} in all of the tables.`);
  }
  const rowCount = Math.max(0, ...tables.responses.map(({ table }) => table.rowNames.length));
  if (samples.every(({ name }) => /^\d+$/.test(name) && Number(name) <= rowCount)) {
    warnings.push(
      'Samples are called by numbers as rows are counted: unless these are their names, tables were matched row by row.',
    );
  }
  if (tables.samples !== undefined) {
    const bare = samples.filter(({ tissue }) => tissue === undefined).map(({ name }) => name);
    if (bare.length > 0) {
      warnings.push(
        `${tables.samples.file} gives no tissue for ${counted(bare.length, 'sample', 'samples')}: ${some(bare)}.`,
      );
    }
  }
  return warnings;
}

function aboutFeatures(constantCount: number, filledCount: number): string[] {
  const warnings: string[] = [];
  if (constantCount > 0) {
    warnings.push(
      `${counted(constantCount, 'feature has', 'features have')} the same value in all samples and will get weight 0.`,
    );
  }
  if (filledCount > 0) {
    warnings.push(
      `${counted(filledCount, 'feature has', 'features have')} missing values, ` +
        'filled with the mean of the training samples whenever a model is trained.',
    );
  }
  return warnings;
}

function aboutDrugs({ drugs, samples, responses }: Dataset): string[] {
  return responses.flatMap(({ metric, values }) => {
    const described = drugs.map(({ name }, index) => {
      const column = values.subarray(index * samples.length, (index + 1) * samples.length);
      return { name, ...describeColumn(column) };
    });
    const thin = described.filter(({ observedCount }) => observedCount < fewestForModels);
    const constant = described.filter(
      ({ isConstant, observedCount }) => isConstant && observedCount >= fewestForModels,
    );
    return [...aboutConstant(constant, metric.name), ...aboutThin(thin, metric.name)];
  });
}

function aboutConstant(drugs: readonly { name: string }[], metric: string): string[] {
  if (drugs.length === 0) return [];
  if (drugs.length === 1) {
    return [`The drug "${drugs[0].name}" has the same ${metric} in all samples: models leave it out.`];
  }
  const names = some(drugs.map(({ name }) => name));
  return [`${drugs.length} drugs have the same ${metric} in all samples, models leave them out: ${names}.`];
}

function aboutThin(drugs: readonly { name: string; observedCount: number }[], metric: string): string[] {
  if (drugs.length === 0) return [];
  if (drugs.length === 1) {
    const [{ name, observedCount }] = drugs;
    const values = counted(observedCount, 'value', 'values');
    return [
      `The drug "${name}" has ${values} of ${metric}, fewer than ${fewestForModels}: models leave it out.`,
    ];
  }
  const names = some(drugs.map(({ name, observedCount }) => `${name} (${observedCount})`));
  return [
    `${drugs.length} drugs have fewer than ${fewestForModels} values of ${metric}, models leave them out: ${names}.`,
  ];
}

function aboutDescriptions({ drugs }: Dataset, tables: ReadTables): string[] {
  const { drugs: described } = tables;
  if (described === undefined) return [];
  const tested = new Set(drugs.map(({ name }) => name));
  const bare = drugs.map(({ name }) => name).filter((name) => !described.byName.has(name));
  const untested = [...described.byName.keys()].filter((name) => !tested.has(name));
  return [
    ...(bare.length > 0
      ? [`${described.file} does not describe ${counted(bare.length, 'drug', 'drugs')}: ${some(bare)}.`]
      : []),
    ...(untested.length > 0
      ? [
          `${described.file} describes ${counted(untested.length, 'drug', 'drugs')} without a response: ${some(untested)}.`,
        ]
      : []),
  ];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first three names, and how many more there are. */
function some(names: readonly string[]): string {
  const rest = names.length - 3;
  return `${names.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
