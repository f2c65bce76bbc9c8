import { randomInteger, randomNormal, randomStream, shuffle } from '#shared/numerics/random/stream.ts';
import { otherGenes, pathwayGenes } from './genes.ts';
import { blockSizes, drugClasses, drugsPerClass, noiseDrugs, tissues } from './plan.ts';
import type { DrugClass } from './plan.ts';

const seed = 20160831;

/** Programmes of expression that no drug acts through: what makes lines differ most, as in real panels. */
const programmeCount = 6;
/** Neighbouring genes that are gained and lost together. */
const genesPerSegment = 12;
const missingShare = 0.12;

const normals = (name: string) => {
  const stream = randomStream(seed, name);
  return () => randomNormal(stream);
};
const uniforms = (name: string) => {
  const stream = randomStream(seed, name);
  return () => stream.next();
};

interface Line {
  name: string;
  tissue: (typeof tissues)[number];
}

/** Per gene, a value per line. */
type Block = Map<string, number[]>;

/**
 * A synthetic panel in which few hidden factors drive both features and responses: one pathway for each class of
 * drugs, moved by tissue, mutations and copy number, and a general sensitivity that all working drugs share.
 * @returns the content of the panel's files by name
 */
export function makeExamplePanel(): Record<string, string> {
  const lines = makeLines();
  const mutation = makeMutations(lines);
  const copyNumber = makeCopyNumbers(lines);
  const pathways = makePathways(lines, mutation, copyNumber);
  const general = lines.map(normals('general sensitivity'));
  const expression = makeExpression(lines, pathways, general);
  return {
    'expression.tsv': blockTable(lines, expression, 3),
    'copy_number.tsv': blockTable(lines, copyNumber, 3),
    'mutation.tsv': blockTable(lines, mutation, 0),
    'response.tsv': blockTable(lines, makeResponses(lines, pathways, general), 4),
    'drugs.tsv': drugTable(),
    'samples.tsv': table(
      ['sample', 'tissue'],
      lines.map(({ name, tissue }) => [name, tissue.name]),
    ),
  };
}

function makeLines(): Line[] {
  const all = tissues.flatMap((tissue) => Array.from({ length: tissue.lineCount }, () => tissue));
  const mixed = shuffle(all, randomStream(seed, 'order of lines'));
  return mixed.map((tissue, index) => ({ name: `LINE-${String(index + 1).padStart(3, '0')}`, tissue }));
}

function makeMutations(lines: readonly Line[]): Block {
  const uniform = uniforms('mutations');
  const drivers = [...new Set(drugClasses.flatMap(({ mutations }) => Object.keys(mutations))), 'TP53'];
  const candidates = [...drivers, ...otherGenes.toReversed(), ...Object.values(pathwayGenes).flat()];
  const genes = [...new Set(candidates)].slice(0, blockSizes.mutation);
  return new Map(
    genes.map((gene) => {
      const ownRate = gene === 'TP53' ? 0.5 : 0.02 + 0.08 * uniform();
      const values = lines.map(({ tissue }) => {
        return uniform() < (tissue.mutationRates[gene] ?? ownRate) ? 1 : 0;
      });
      return [gene, atLeastTwice(values)];
    }),
  );
}

/** A gene that is never or once mutated teaches nothing. */
function atLeastTwice(values: number[]): number[] {
  for (let line = 0; values.filter((value) => value === 1).length < 2; line += 7) values[line] = 1;
  return values;
}

function makeCopyNumbers(lines: readonly Line[]): Block {
  const normal = normals('copy numbers');
  const uniform = uniforms('focal changes');
  const ofPathways = Object.values(pathwayGenes).flatMap((genes) => genes.slice(0, 20));
  const drivers = drugClasses.flatMap(({ copyNumbers }) => Object.keys(copyNumbers));
  const genes = [...new Set([...drivers, ...ofPathways, ...otherGenes])].slice(0, blockSizes.copyNumber);
  const block: Block = new Map();
  let segment: number[] = [];
  genes.forEach((gene, index) => {
    if (index % genesPerSegment === 0) segment = lines.map(() => 0.3 * normal());
    const focal = drivers.includes(gene) ? (gene === 'CDKN2A' ? -2 : 2) : 0;
    block.set(
      gene,
      segment.map((shift) => shift + 0.1 * normal() + (focal !== 0 && uniform() < 0.12 ? focal : 0)),
    );
  });
  return block;
}

/** Activity of each class's pathway per line, standardised. */
function makePathways(lines: readonly Line[], mutation: Block, copyNumber: Block): number[][] {
  return drugClasses.map(({ name, mutations, copyNumbers }) => {
    const normal = normals(`pathway ${name}`);
    const ofTissue = new Map(tissues.map((tissue) => [tissue, 0.7 * normal()]));
    const activity = lines.map(({ tissue }, line) => {
      const effectOf = (block: Block, effects: Record<string, number>) =>
        Object.entries(effects).reduce(
          (sum, [gene, effect]) => sum + effect * (block.get(gene)?.[line] ?? 0),
          0,
        );
      return (
        (ofTissue.get(tissue) ?? 0) +
        0.7 * normal() +
        effectOf(mutation, mutations) +
        effectOf(copyNumber, copyNumbers)
      );
    });
    return standardise(activity);
  });
}

function makeExpression(
  lines: readonly Line[],
  pathways: readonly number[][],
  general: readonly number[],
): Block {
  const normal = normals('expression');
  const uniform = uniforms('expression loadings');
  const stream = randomStream(seed, 'programmes of genes');
  const programmes = Array.from({ length: programmeCount }, () => {
    const ofTissue = new Map(tissues.map((tissue) => [tissue, normal()]));
    return lines.map(({ tissue }) => (ofTissue.get(tissue) ?? 0) + 0.6 * normal());
  });
  const block: Block = new Map();
  const addGene = (
    gene: string,
    pathway: readonly number[] | undefined,
    carriers?: DrugClass['carriers'],
  ) => {
    const programme = programmes[randomInteger(stream, programmeCount)];
    const loading =
      carriers === undefined
        ? 0
        : (uniform() < carriers.shareRaised ? 1 : -1) * (carriers.leastLoading + 0.4 * uniform());
    const ofProgramme = (pathway === undefined ? 0.9 : 0.4) * normal();
    const ofGeneral = 0.15 * normal();
    block.set(
      gene,
      lines.map(
        (_, line) =>
          loading * (pathway?.[line] ?? 0) +
          ofProgramme * programme[line] +
          ofGeneral * general[line] +
          normal(),
      ),
    );
  };
  drugClasses.forEach(({ name, carriers }, index) => {
    pathwayGenes[name].forEach((gene) => addGene(gene, pathways[index], carriers));
  });
  otherGenes.slice(0, blockSizes.expression - block.size).forEach((gene) => addGene(gene, undefined));
  return block;
}

/** Activity areas, from 0; larger = more sensitive. */
function makeResponses(
  lines: readonly Line[],
  pathways: readonly number[][],
  general: readonly number[],
): Block {
  const normal = normals('responses');
  const uniform = uniforms('missing responses');
  const block: Block = new Map();
  drugClasses.forEach((_, index) => {
    for (const drug of drugsOf(index)) {
      const level = 2 + 1.5 * uniform();
      const spread = 0.5 + 0.5 * uniform();
      const ownShare = 0.7 + 0.3 * uniform();
      const generalShare = 0.6 + 0.4 * uniform();
      const neighbour = pathways[(index + 1) % pathways.length];
      const neighbourShare = 0.3 * normal();
      const missingHere = missingShare * (0.5 + uniform());
      const isNoise = noiseDrugs.includes(drug);
      block.set(
        drug,
        lines.map((_, line) => {
          const signal =
            ownShare * pathways[index][line] +
            generalShare * general[line] +
            neighbourShare * neighbour[line];
          const effect = (isNoise ? 0 : signal) + (isNoise ? 1 : 0.7) * normal();
          const area = Math.max(0, level + spread * effect);
          return uniform() < missingHere ? NaN : area;
        }),
      );
    }
  });
  return block;
}

function drugsOf(classIndex: number): string[] {
  const { name } = drugClasses[classIndex];
  return Array.from({ length: drugsPerClass }, (_, index) => `${name} ${index + 1}`);
}

function drugTable(): string {
  const rows = drugClasses.flatMap(({ target, mechanism, drugClass }, index) =>
    drugsOf(index).map((drug) => [drug, target, mechanism, drugClass]),
  );
  return table(['drug', 'target', 'mechanism', 'class'], rows);
}

function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

function blockTable(lines: readonly Line[], block: Block, digits: number): string {
  const rows = lines.map(({ name }, line) => [
    name,
    ...[...block.values()].map((values) => formatValue(values[line], digits)),
  ]);
  return table(['sample', ...block.keys()], rows);
}

/** Without a minus before zero and zeros at the end. */
function formatValue(value: number, digits: number): string {
  return Number.isNaN(value) ? 'NA' : String(Number(value.toFixed(digits)) + 0);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
}
