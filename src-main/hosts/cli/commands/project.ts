import type { ProjectOverview } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import type { Command } from '../command.ts';
import { requireFreePath } from '../files.ts';
import type { Options } from '../options.ts';
import { sanityLines } from '../sanityLines.ts';
import { openProject, withSession } from '../session.ts';
import type { Session, Terminal } from '../session.ts';
import { UsageError } from '../usageError.ts';

const actions = ['create', 'info', 'check', 'copy', 'salvage'] as const;

export const project: Command = {
  name: 'project',
  summary: 'Create, describe, check, copy or salvage a project file.',
  synopsis: ['create FILE [--name TEXT]', 'info FILE', 'check FILE', 'copy FILE DEST', 'salvage FILE DEST'],
  options: [
    { name: 'name', value: 'TEXT', help: "the project's name (create); the file's name when left out" },
  ],
  notes: [
    'check also looks for what may be wrong with the data sets of a sound file: rows that do not fit together,',
    'samples and drugs that are nearly the same, and the like.',
    'salvage saves what reads of a damaged project into a new one, and leaves the damaged file as it is.',
  ],
  run: (options, terminal) => {
    const [action, file, destination, surplusOfCopy] = [0, 1, 2, 3].map((at) => options.positionals.at(at));
    const chosen = actions.find((candidate) => candidate === action);
    if (chosen === undefined) throw expectedAction(action);
    if (file === undefined) throw new UsageError(`project ${chosen}: FILE is missing, expected a path`);
    const surplus = chosen === 'copy' || chosen === 'salvage' ? surplusOfCopy : destination;
    if (surplus !== undefined)
      throw new UsageError(`project ${chosen}: found ${surplus}, expected nothing more`);
    if (options.has('name') && chosen !== 'create') {
      throw new UsageError(`--name: found with project ${chosen}, expected with project create only`);
    }
    switch (chosen) {
      case 'create':
        return create(file, options, terminal);
      case 'info':
        return info(file, terminal);
      case 'check':
        return check(file, terminal);
      case 'copy':
        return copy(file, destination, terminal);
      case 'salvage':
        return salvage(file, destination, terminal);
    }
  },
};

function expectedAction(found: string | undefined): UsageError {
  return new UsageError(`project: found ${found ?? 'nothing'}, expected ${actions.join(', ')}`);
}

async function create(file: string, options: Options, terminal: Terminal): Promise<void> {
  const name = options.text('name');
  requireFreePath(file);
  const card = await withSession(terminal, undefined, ({ call, files }) =>
    call('project/create', { fileId: files.add(file), ...(name === undefined ? {} : { name }) }),
  );
  terminal.say(`created ${file}: project "${card.name}"`);
  terminal.answer({ file, name: card.name });
}

async function info(file: string, terminal: Terminal): Promise<void> {
  const overview = await withSession(terminal, undefined, async (session) => {
    const { projectId } = await openProject(session, file);
    return session.call('project/overview', { projectId });
  });
  for (const line of describe(overview)) terminal.say(line);
  const { card, datasets, evaluations, models, screenings, enrichments, jobs } = overview;
  const { name, byteCount } = card;
  terminal.answer({ file, name, byteCount, datasets, evaluations, models, screenings, enrichments, jobs });
}

function describe(overview: ProjectOverview): string[] {
  const { card, datasets, evaluations, models, screenings, enrichments, jobs } = overview;
  const unfinished = jobs.filter(({ state }) => state !== 'done');
  return [
    `project "${card.name}", ${card.byteCount} bytes${card.readOnly ? ', read-only' : ''}`,
    ...datasets.map(({ name, sampleCount, featureCount, drugCount, metrics }) => {
      const measured = metrics.map((metric) => metric.name).join(', ');
      return `data set "${name}": ${sampleCount} samples x ${featureCount} features, ${drugCount} drugs (${measured})`;
    }),
    ...evaluations.map(({ name, datasetName, settings }) => {
      return `run "${name}" on "${datasetName}": ${settings.models.join(', ')}, ${settings.scheme}, ${settings.protocol}, seed ${settings.seed}`;
    }),
    ...models.map(({ name, datasetName, settings }) => {
      return `model "${name}" on "${datasetName}": ${settings.model}, seed ${settings.seed}`;
    }),
    ...screenings.map(({ name, datasetName, settings, noise }) => {
      const passed = noise.map(({ metric, screenedCount, noisyDrugs }) => {
        return `${screenedCount - noisyDrugs.length} of ${screenedCount} drugs pass (${metric})`;
      });
      return `screen "${name}" on "${datasetName}": ${settings.protocol}, seed ${settings.seed}, ${passed.join(', ')}`;
    }),
    ...enrichments.map(({ name, settings: { model, sets } }) => {
      return `enrichment "${name}" of "${model}": ${sets.name} of ${sets.date}`;
    }),
    ...unfinished.map(({ name, state, unitsDone, unitsTotal }) => {
      return `job "${name}": ${state}, ${unitsDone} of ${unitsTotal} units done`;
    }),
  ];
}

async function check(file: string, terminal: Terminal): Promise<void> {
  const { sound, problems, reports } = await withSession(terminal, undefined, async (session) => {
    const projectId = await openForCheck(session, file);
    const checked = await session.call('project/check', { projectId });
    if (!checked.sound) throw damaged(file, checked.problems);
    return { ...checked, reports: await sanityReports(session, projectId) };
  });
  terminal.say(`${file} is sound`);
  for (const line of reports.flatMap(sanityLines)) terminal.say(line);
  const findings = reports.flatMap((report) =>
    report.findings.map((finding) => ({ dataset: report.dataset, ...finding })),
  );
  terminal.answer({ file, sound, problems, findings });
}

/** @throws TracewiseError `corrupt` that names the damage of a project which does not open */
async function openForCheck(session: Session, file: string): Promise<string> {
  try {
    return (await openProject(session, file)).projectId;
  } catch (error) {
    if (!(error instanceof TracewiseError) || error.kind !== 'corrupt') throw error;
    const { findings, contents } = await session.call('project/salvage', { fileId: session.files.add(file) });
    const whole = contents.flatMap(({ what, whole: names }) => names.map((name) => `${what} "${name}"`));
    throw damaged(file, findings.map(withoutStop), whole);
  }
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function damaged(file: string, problems: readonly string[], whole: readonly string[] = []): TracewiseError {
  const readable = whole.length === 0 ? '' : `. What reads: ${whole.join(', ')}`;
  return new TracewiseError('corrupt', `the project is damaged: ${problems.join('; ')}${readable}`, {
    place: { file },
    remedy: 'Go back to a copy that is sound, or save what reads with project salvage',
  });
}

async function salvage(file: string, destination: string | undefined, terminal: Terminal): Promise<void> {
  if (destination === undefined) throw new UsageError('project salvage: DEST is missing, expected a path');
  requireFreePath(destination);
  const { findings, contents } = await withSession(terminal, undefined, async (session) => {
    const report = await session.call('project/salvage', { fileId: session.files.add(file) });
    if (!report.contents.some(({ whole }) => whole.length > 0)) throw damaged(file, report.findings);
    const { projectId } = report;
    await session.call('project/save-salvaged', { projectId, destination: session.files.add(destination) });
    return report;
  });
  for (const finding of findings) terminal.say(finding);
  for (const { what, whole } of contents)
    for (const name of whole) terminal.say(`saved the ${what} "${name}"`);
  terminal.say(`saved what reads of ${file} to ${destination}`);
  terminal.answer({ file, destination, findings, contents });
}

async function sanityReports(session: Session, projectId: string): Promise<SanityReport[]> {
  const { datasets } = await session.call('project/overview', { projectId });
  const reports: SanityReport[] = [];
  for (const { name } of datasets) {
    reports.push(await session.call('dataset/sanity', { projectId, dataset: name }));
  }
  return reports;
}

async function copy(file: string, destination: string | undefined, terminal: Terminal): Promise<void> {
  if (destination === undefined) throw new UsageError('project copy: DEST is missing, expected a path');
  requireFreePath(destination);
  await withSession(terminal, undefined, async (session) => {
    const { projectId } = await openProject(session, file);
    await session.call('project/copy', { projectId, destination: session.files.add(destination) });
  });
  terminal.say(`copied ${file} to ${destination}`);
  terminal.answer({ file, destination });
}
