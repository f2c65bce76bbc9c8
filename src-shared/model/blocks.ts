/** Indicators of the samples' tissues: a block that a data set has when every sample carries a tissue. */
export const tissueBlock = 'tissue';

/**
 * The blocks that an evaluation can be trained on: those of the features, in their order, and the tissues where every
 * sample carries one and no block of features has taken the name.
 */
export function evaluableBlocks(blocks: readonly string[], hasTissues: boolean): string[] {
  return hasTissues && !blocks.includes(tissueBlock) ? [...blocks, tissueBlock] : [...blocks];
}

/**
 * A choice of blocks as settings record it: in the data set's order, and `undefined` when it is all of its features.
 * @param blocks those of the features
 */
export function recordedBlocks(blocks: readonly string[], chosen: readonly string[]): string[] | undefined {
  const inOrder = [...new Set([...blocks, tissueBlock])].filter((block) => chosen.includes(block));
  const isAll = inOrder.length === blocks.length && blocks.every((block) => inOrder.includes(block));
  return isAll ? undefined : inOrder;
}
