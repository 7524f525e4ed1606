/** The node of a graph inside a block that stands for what is wired to the block. */
export const BLOCK_INPUT = 'input';
