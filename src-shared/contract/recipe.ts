import { z } from 'zod';
import { derivation } from '../model/derivation.ts';
import { importStep } from '../model/recipe.ts';
import { foldTableRecord } from './layout.ts';
import { analysis } from './methods.ts';

const name = z.string().min(1);

/** One thing that was done, in the order in which it can be done again. */
const recipeStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('import'), ...importStep.shape }),
  z.strictObject({
    kind: z.literal('analyse'),
    name,
    dataset: name,
    analysis,
    /** The outer folds that the settings name. */
    folds: foldTableRecord.optional(),
  }),
  z.strictObject({ kind: z.literal('derive'), name, derivation }),
]);
export type RecipeStep = z.infer<typeof recipeStep>;

/** The steps and settings that made a result, or everything of a data set: `tracewise run` does them again. */
export const recipe = z.strictObject({
  format: z.literal('tracewise-recipe-1'),
  /** What it makes: a result's name, or a data set's. */
  of: name,
  /** Of the program that made it. */
  version: z.string(),
  /** SHA-256 over the names and values of the data set that the imports give. */
  datasetHash: z.string(),
  steps: z.array(recipeStep).min(1),
});
export type Recipe = z.infer<typeof recipe>;
