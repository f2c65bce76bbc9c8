/// <reference types="vite/client" />
import '../../../src-renderer/theme/tokens.css';
import '../../../src-renderer/theme/base.css';
import { mount } from 'svelte';
import Heatmap from '../../../src-renderer/charts/figures/Heatmap.svelte';
import { HeatmapView } from '../../../src-renderer/charts/figures/heatmapView.svelte.ts';
import { randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { madeTree } from '../../support/madeTrees.ts';

const factorCount = 12;
const classCount = 9;

/** The figure of the Structure room over made weights; the address says how many of what: `?genes=5000&drugs=354&seed=1`. */
function show(target: HTMLElement, asked: URLSearchParams): void {
  const [geneCount, drugCount] = [Number(asked.get('genes')), Number(asked.get('drugs'))];
  const stream = randomStream(Number(asked.get('seed')), 'heatmap');
  const uniform = () => stream.next();
  const features = named('gene', geneCount).map((gene, index) => ({ gene, block: blockOf(index) }));
  const drugs = named('drug', drugCount).map((name) => ({ name }));
  const view = new HeatmapView({
    features,
    drugs,
    weights: madeWeights(geneCount, drugCount, uniform),
    featureTree: madeTree(
      features.map(({ gene }) => gene),
      uniform,
    ),
    drugTree: madeTree(
      drugs.map(({ name }) => name),
      uniform,
    ),
  });
  const labels = drugs.map((_, index) => (index % 5 === 0 ? undefined : `class ${index % classCount}`));
  mount(Heatmap, {
    target,
    props: {
      title: 'Made weights',
      name: 'Made weights',
      view,
      labels,
      labelWord: 'class',
      unit: 'weight',
      geneClusterCount: 8,
      save: () => Promise.resolve(),
      onsearch: () => undefined,
    },
  });
}

function named(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${kind}-${index + 1}`);
}

function blockOf(index: number): string {
  return index % 7 === 0 ? 'mutation' : 'expression';
}

/** A few factors, so that the weights have a shape. */
function madeWeights(geneCount: number, drugCount: number, uniform: () => number): Float32Array {
  const loadings = (count: number) =>
    Float32Array.from({ length: count * factorCount }, () => uniform() - 0.5);
  const [genes, drugs] = [loadings(geneCount), loadings(drugCount)];
  return Float32Array.from({ length: geneCount * drugCount }, (_, cell) => {
    const [gene, drug] = [cell % geneCount, Math.floor(cell / geneCount)];
    let weight = 0;
    for (let factor = 0; factor < factorCount; factor += 1)
      weight += genes[gene * factorCount + factor] * drugs[drug * factorCount + factor];
    return weight;
  });
}

const target = document.getElementById('app');
if (target === null) throw new Error('the page has no #app element');
show(target, new URLSearchParams(location.search));
