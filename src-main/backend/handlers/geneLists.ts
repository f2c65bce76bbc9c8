import { Buffer } from 'node:buffer';
import type { MethodArguments, MethodResult } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { listArchiveName } from '#shared/model/listNames.ts';
import { rankedWeights } from '#shared/numerics/analyses/rankedWeights.ts';
import { stabilityFolds } from '#shared/numerics/analyses/stability.ts';
import { listArchive } from '#main/exporters/geneLists/archive.ts';
import { writeWhole } from '#main/exporters/writeText.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Handlers } from '../backend.ts';
import { stableGenes } from '../geneStability.ts';
import { listContent, modelWithFeatures } from '../geneLists.ts';
import type { ListRequest } from '../geneLists.ts';
import type { Services } from '../services.ts';

type GeneListMethods = 'weights/ranked' | 'weights/stability' | 'lists/archive' | 'lists/write-archive';

/** Rows of a weight table that are handed out: what a person looks through. */
const mostRows = 5000;

/** More than this does not go through a page in one piece; it is written to a file by `lists/write-archive`. */
const largestArchive = 64 << 20;

export function geneListHandlers({ projects, files, derivations }: Services): Handlers<GeneListMethods> {
  return {
    'weights/ranked': ({ projectId, ...asked }) => weightTable(projects.get(projectId).store, asked),
    'weights/stability': async ({ projectId, ...request }, { signal, progress }) => {
      const project = projects.get(projectId);
      const message = `refitting "${request.model}"`;
      const onReport = ({ fraction }: { fraction: number }) => progress({ fraction, message });
      const waiting = derivations.whileOpen(project, { signal, onReport });
      const [found] = await stableGenes(project.store, derivations, request, waiting);
      const genes = found.genes.map(({ gene, foldsInTop }) => ({ gene, foldsInTop }));
      return { foldCount: stabilityFolds, genes };
    },
    'lists/archive': ({ projectId, ...request }) => ({
      suggestedName: listArchiveName(request),
      base64: archiveBytes(projects.get(projectId).store, request).toString('base64'),
    }),
    'lists/write-archive': async ({ projectId, destination, ...request }, { signal }) => {
      const content = listContent(projects.get(projectId).store, request);
      await writeWhole(files.resolve(destination).path, listArchive(content), signal);
      return { drugCount: content.drugs.length };
    },
  };
}

function weightTable(
  store: ProjectStore,
  { model: name, drug, direction }: Omit<MethodArguments<'weights/ranked'>, 'projectId'>,
): MethodResult<'weights/ranked'> {
  const { model, features } = modelWithFeatures(store, name);
  const place = model.drugs.indexOf(drug);
  if (place === -1) throw new TracewiseError('not-found', `"${name}" has no drug "${drug}"`);
  const ranked = rankedWeights(model, features, { drug: place, direction });
  const rows = ranked.slice(0, mostRows).map(({ gene, block, weight, standardisedWeight }, index) => ({
    rank: index + 1,
    gene,
    block,
    weight,
    standardisedWeight,
  }));
  return { rows, geneCount: ranked.length };
}

function archiveBytes(store: ProjectStore, request: ListRequest): Buffer {
  const pieces: Uint8Array[] = [];
  let byteCount = 0;
  for (const piece of listArchive(listContent(store, request))) {
    byteCount += piece.length;
    if (byteCount > largestArchive) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function tooLarge(): TracewiseError {
  return new TracewiseError('invalid-setting', 'the archive is too large to be handed over in one piece', {
    found: `more than ${largestArchive >> 20} MB`,
    remedy: 'Export one drug at a time, or use the desktop app or the command line',
  });
}
