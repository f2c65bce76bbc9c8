import type { GeneSetCard } from '#shared/contract/enrichment.ts';
import type { GeneMatching, GeneSet, GeneSetFile } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { GeneNames } from '#shared/names/geneNames.ts';
import { matchGenes } from '#shared/names/matchGenes.ts';
import type { PlacedSet } from '#shared/numerics/analyses/enrich.ts';
import { readGeneSets } from '#main/importers/geneSets/gmt.ts';
import { listShippedSets } from '#main/importers/geneSets/shippedSets.ts';
import type { ShippedSets } from '#main/importers/geneSets/shippedSets.ts';
import { dayOfFile, fileState, geneSetNameOf } from '#main/store/geneSetFolder.ts';
import type { GeneSetFolder, OwnGeneSets } from '#main/store/geneSetFolder.ts';
import type { CallContext } from './backend.ts';

/** Gene sets with the file that they are from. */
export interface LoadedGeneSets {
  file: GeneSetFile;
  sets: GeneSet[];
}

/** The gene sets that an answer can use: those that ship with the program, and the user's own. */
export class GeneSetCatalogue {
  readonly #shippedFolder: string;
  readonly #own: GeneSetFolder;
  /** What was read, by path and state of the file: the same sets are asked for again and again. */
  readonly #read = new Map<string, LoadedGeneSets>();

  constructor(shippedFolder: string, own: GeneSetFolder) {
    this.#shippedFolder = shippedFolder;
    this.#own = own;
  }

  /** Shipped ones first. @throws TracewiseError `disk`, `internal`, `cancelled` */
  async list(context: CallContext): Promise<GeneSetCard[]> {
    const shipped = await listShippedSets(this.#shippedFolder);
    const cards = shipped.map(shippedCard);
    for (const own of this.#own.list()) cards.push(await this.#cardOf(own, context));
    return cards;
  }

  /** @throws TracewiseError `not-found` for a name that is none, and as reading does */
  async load(name: string, context: CallContext): Promise<LoadedGeneSets> {
    const shipped = await listShippedSets(this.#shippedFolder);
    const found = [...shipped, ...this.#own.list()].find((sets) => sets.name === name);
    if (found !== undefined) return this.loadFile(found, context);
    const names = [...shipped, ...this.#own.list()].map((sets) => sets.name);
    throw new TracewiseError('not-found', `there are no gene sets "${name}"`, {
      expected: names.join(', '),
      remedy: 'Load their file first',
    });
  }

  /** Sets of any file; its date that of its last change. @throws TracewiseError `invalid-input`, `disk`, `cancelled` */
  async loadFile(
    { path, name, date }: { path: string; name: string; date?: string },
    { signal, progress }: CallContext,
  ): Promise<LoadedGeneSets> {
    const key = `${path} ${fileState(path) ?? ''}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const source = { path, name };
    const message = `reading ${name}`;
    const read = await readGeneSets(source, {
      signal,
      progress: (fraction) => progress({ fraction, message }),
    });
    const file = { name: geneSetNameOf(name), date: date ?? dayOfFile(path), sha256: read.sha256 };
    const loaded = { file, sets: read.sets };
    this.#read.set(key, loaded);
    return loaded;
  }

  /**
   * Whether a file could be kept, and what its sets would be called.
   * @throws TracewiseError `invalid-input` for a file that holds no gene sets; `conflict` for a name that is taken; `disk`
   */
  async check(
    source: { path: string; name: string },
    options: { replace: boolean },
    context: CallContext,
  ): Promise<{ name: string; kept?: GeneSetCard }> {
    const shipped = await listShippedSets(this.#shippedFolder);
    const name = geneSetNameOf(source.name);
    if (shipped.some((sets) => sets.name === name)) {
      throw new TracewiseError('conflict', `"${name}" is the name of gene sets that come with Tracewise`, {
        remedy: 'Rename the file',
      });
    }
    const { file } = await this.loadFile(source, context);
    const kept = await this.#kept(name, file.sha256, context);
    if (kept !== undefined) return { name, kept };
    if (!options.replace) this.#own.requireFree(name);
    return { name };
  }

  /** Keeps a file for all projects; one that is kept already stays as it is. @throws TracewiseError as `check` */
  async add(
    source: { path: string; name: string },
    options: { replace: boolean },
    context: CallContext,
  ): Promise<GeneSetCard> {
    const { kept } = await this.check(source, options, context);
    if (kept !== undefined) return kept;
    this.#read.clear();
    return this.#cardOf(this.#own.add(source, options), context);
  }

  remove(name: string): void {
    this.#own.remove(name);
    this.#read.clear();
  }

  /** The user's sets of this name, if they are of a file with the same content. */
  async #kept(name: string, sha256: string, context: CallContext): Promise<GeneSetCard | undefined> {
    const own = this.#own.list().find((sets) => sets.name === name);
    const card = own === undefined ? undefined : await this.#cardOf(own, context);
    return card?.sha256 === sha256 ? card : undefined;
  }

  async #cardOf(own: OwnGeneSets, context: CallContext): Promise<GeneSetCard> {
    const card = { name: own.name, title: own.name, date: own.date, isShipped: false };
    try {
      const { file, sets } = await this.loadFile(own, context);
      const geneCount = new Set(sets.flatMap(({ genes }) => genes)).size;
      return { ...card, sha256: file.sha256, setCount: sets.length, geneCount };
    } catch (error) {
      if (!(error instanceof TracewiseError) || error.kind !== 'invalid-input') throw error;
      return { ...card, sha256: '', setCount: 0, geneCount: 0, problem: error.message };
    }
  }
}

function shippedCard({ name, title, date, sha256, setCount, geneCount, terms }: ShippedSets): GeneSetCard {
  return { name, title, date, sha256, setCount, geneCount, terms, isShipped: true };
}

/** Gene sets by the places of their genes among those of a data set. @param genes each once */
export function placeSets(
  sets: readonly GeneSet[],
  genes: readonly string[],
  names: GeneNames,
): { placed: PlacedSet[]; matching: GeneMatching } {
  const written = [...new Set(sets.flatMap((set) => set.genes))];
  const { places, ...matching } = matchGenes(written, genes, names);
  const placed = sets.map(({ name, description, genes: ofSet }) => {
    const members = ofSet.map((gene) => places.get(gene)).filter((place) => place !== undefined);
    return { name, description, members: [...new Set(members)] };
  });
  return { placed, matching };
}
