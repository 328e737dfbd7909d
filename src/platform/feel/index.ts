export { evaluateFeel, type FeelReport, inspectFeel, TWO_SIGNS, UNBOUNDED } from './feel.ts';
export { type FeelTree, feelTree } from './tree.ts';
