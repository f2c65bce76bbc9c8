import type { GeneMatching } from '../model/enrichment.ts';
import type { GeneMatch, GeneNames } from './geneNames.ts';

/** Where written genes are found among known ones. */
export interface MatchedGenes extends GeneMatching {
  /** Place among the known genes, by the name as written. */
  places: Map<string, number>;
}

/**
 * Finds genes as a file of sets writes them among the genes of a data set: by the very name, else by what both names
 * are called at present. A name that could mean several is not guessed.
 * @param written each once
 * @param known each once
 */
export function matchGenes(
  written: readonly string[],
  known: readonly string[],
  names: GeneNames,
): MatchedGenes {
  const exact = new Map(known.map((gene, place) => [gene, place]));
  const presentPlaces = placesByPresentName(known, names);
  const result: MatchedGenes = {
    writtenCount: written.length,
    exactCount: 0,
    aliasCount: 0,
    unmatched: [],
    places: new Map(),
  };
  for (const gene of written) {
    const same = exact.get(gene);
    const place = same ?? only(presentPlaces.get(presentName(gene, names(gene))));
    if (place === undefined) {
      result.unmatched.push(gene);
      continue;
    }
    if (same === undefined) result.aliasCount += 1;
    else result.exactCount += 1;
    result.places.set(gene, place);
  }
  return result;
}

function placesByPresentName(known: readonly string[], names: GeneNames): Map<string, number[]> {
  const places = new Map<string, number[]>();
  known.forEach((gene, place) => {
    const present = presentName(gene, names(gene));
    const others = places.get(present);
    if (others === undefined) places.set(present, [place]);
    else others.push(place);
  });
  return places;
}

/** A name that the table does not know stands for itself, but for case. */
function presentName(written: string, match: GeneMatch): string {
  return match.kind === 'ambiguous' || match.kind === 'unknown' ? written.toUpperCase() : match.symbol;
}

function only(places: readonly number[] | undefined): number | undefined {
  return places?.length === 1 ? places[0] : undefined;
}
