import { join } from 'node:path';
import { z } from 'zod';
import { parseFits } from '../data/coefficients.ts';
import { elasticNetObjective } from '../data/objective.ts';
import { panelFiles, readNumbers, readPanelFiles } from '../data/panelFiles.ts';
import { sharedDesigns } from '../data/singleTaskDesigns.ts';
import { definePart } from './part.ts';

export const elasticNetVerdict = z.object({
  /** Means over drugs at the last lambda. */
  objective_ours: z.number(),
  objective_peer: z.number(),
  /** Largest (ours - peer) / peer over all points compared. */
  worst_excess: z.number(),
  /** Share of points at which ours is no worse, up to rounding. */
  no_worse_share: z.number(),
  points: z.number(),
});

/** Relative difference of two sums of some hundred terms that rounding alone may make. */
const rounding = 1e-12;

/** Both objectives at both solutions, by one formula, at every lambda kept for every drug that the peer solved. */
export const judgeElasticNet = definePart(
  z.object({
    panel: panelFiles,
    drugs: z.array(z.number()),
    /** Places in `drugs` of those that the peer solved. */
    peerPlaces: z.array(z.number()),
    l1Ratio: z.number(),
    lambdaCount: z.number(),
    stride: z.number(),
  }),
  ({ panel: files, drugs, peerPlaces, l1Ratio, lambdaCount, stride }): z.infer<typeof elasticNetVerdict> => {
    const kept = Math.floor(lambdaCount / stride);
    const lambdas = readNumbers(join(files.folder, 'lambdas.f64'));
    const ours = parseFits(readNumbers(join(files.folder, 'fits-ours.f64')));
    const peers = parseFits(readNumbers(join(files.folder, 'fits-peer.f64')));
    if (ours.length !== kept * drugs.length || peers.length !== kept * peerPlaces.length) {
      throw new Error(`${ours.length} and ${peers.length} fits for ${kept} lambdas`);
    }
    const excesses: number[] = [];
    const last = { ours: 0, peer: 0 };
    for (const { design, responses, places } of sharedDesigns(
      readPanelFiles(files),
      peerPlaces.map((place) => drugs[place]),
    )) {
      places.forEach((peerPlace, index) => {
        const place = peerPlaces[peerPlace];
        for (let k = 0; k < kept; k++) {
          const lambda = lambdas[place * lambdaCount + (k + 1) * stride - 1];
          const objective = (fit: (typeof ours)[number]): number =>
            elasticNetObjective(design, responses[index], fit, { lambda, l1Ratio });
          const mine = objective(ours[place * kept + k]);
          const theirs = objective(peers[peerPlace * kept + k]);
          excesses.push((mine - theirs) / theirs);
          if (k < kept - 1) continue;
          last.ours += mine / peerPlaces.length;
          last.peer += theirs / peerPlaces.length;
        }
      });
    }
    return {
      objective_ours: last.ours,
      objective_peer: last.peer,
      worst_excess: Math.max(...excesses),
      no_worse_share: excesses.filter((excess) => excess <= rounding).length / excesses.length,
      points: excesses.length,
    };
  },
);
