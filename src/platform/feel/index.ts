export { evaluateFeel, type FeelReport, inspectFeel, TWO_SIGNS } from './feel.ts';
export { type FeelTree, feelTree } from './tree.ts';
