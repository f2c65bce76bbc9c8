import type { GeneSetCard } from '#shared/contract/enrichment.ts';
import type { ImportOutcome } from '#shared/contract/methods.ts';
import type { DuplicateNames, MatchReport, NameReport } from '#shared/model/imports.ts';
import type { Terminal } from '../session.ts';

const namesShown = 5;

/** What one command brought in. */
export interface Imported extends ImportOutcome {
  sets: GeneSetCard[];
}

/** Prints what was imported and how its names went together. */
export function report(file: string, { dataset, report: match, sets }: Imported, terminal: Terminal): void {
  const { name, sampleCount, featureCount, drugCount, blocks, metrics } = dataset;
  terminal.say(`imported data set "${name}" into ${file}`);
  terminal.say(`  ${sampleCount} samples, matched by name`);
  terminal.say(`  ${featureCount} features: ${blocks.map((b) => `${b.featureCount} ${b.name}`).join(', ')}`);
  for (const metric of metrics) {
    const percent = (100 * metric.missingShare).toFixed(1);
    terminal.say(`  ${drugCount} drugs, ${metric.name}, ${percent} % missing`);
  }
  for (const kept of sets) {
    terminal.say(
      `  gene sets "${kept.name}": ${kept.setCount} sets of ${kept.geneCount} genes, kept for all projects`,
    );
  }
  sayNames(match, terminal);
  warn(match, terminal);
  terminal.answer({ file, dataset, report: match, sets });
}

/** Files whose names are all as written are not spoken of. */
function sayNames({ names }: MatchReport, terminal: Terminal): void {
  for (const { file, kind, exactCount, ...lists } of names) {
    const { normalised, aliases, mended, chosen } = lists;
    const changed = { normalised, 'by alias': aliases, mended, chosen };
    const told = Object.entries(changed).filter(([, list]) => list.length > 0);
    if (told.length === 0) continue;
    const counts = told.map(([word, list]) => `${list.length} ${word}`);
    const examples = told
      .flatMap(([, list]) => list)
      .map(({ written, as }) => `${written} = ${as ?? 'left out'}`);
    terminal.say(
      `  ${file}, ${kind} names: ${exactCount} as written, ${counts.join(', ')}: ${some(examples)}`,
    );
  }
}

function warn(match: MatchReport, terminal: Terminal): void {
  for (const { file, samples } of match.unmatchedSamples) {
    if (samples.length === 0) continue;
    terminal.warn(
      `${file}: ${counted(samples.length, 'sample is', 'samples are')} not in all tables: ${some(samples)}`,
    );
  }
  for (const entry of match.names) warnOfNames(entry, terminal);
  for (const entry of match.duplicates) terminal.warn(duplicateSentence(entry));
  for (const reason of ['missing', 'constant', 'low-variance'] as const) {
    const dropped = match.droppedFeatures.filter((feature) => feature.reason === reason);
    if (dropped.length === 0) continue;
    const count = counted(dropped.length, 'feature', 'features');
    terminal.warn(`${count} left out (${reason}): ${some(dropped.map((f) => f.name))}`);
  }
  for (const sentence of [...match.notices, ...match.warnings]) terminal.warn(sentence);
}

function warnOfNames({ file, kind, ambiguous, unmatched }: NameReport, terminal: Terminal): void {
  if (ambiguous.length > 0) {
    const examples = ambiguous.map(({ written, candidates }) => `${written} (${candidates.join(' or ')}?)`);
    const count = counted(ambiguous.length, 'name is', 'names are');
    const stays = kind === 'sample' ? 'left out' : 'kept as written';
    const option = `--choose ${kind === 'gene' ? 'gene:' : ''}WRITTEN=NAME`;
    terminal.warn(`${file}: ${count} ambiguous and ${stays}; decide with ${option}: ${some(examples)}`);
  }
  if (kind === 'gene' && unmatched.length > 0) {
    const count = counted(unmatched.length, 'name is', 'names are');
    terminal.warn(`${file}: ${count} not known as genes and kept as written: ${some(unmatched)}`);
  }
}

function duplicateSentence({ file, kind, rule, count, worst }: DuplicateNames): string {
  const what =
    kind === 'pair'
      ? ['pair of sample and drug', 'pairs of sample and drug']
      : [`${kind} name`, `${kind} names`];
  const stood = counted(count, `${what[0]} stood`, `${what[1]} stood`);
  return `${file}: ${stood} several times, made one (${rule}): ${some(worst.map(({ name }) => name))}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ');
  return names.length > namesShown ? `${shown} ...` : shown;
}
