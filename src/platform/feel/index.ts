export { evaluateFeel, type FeelReport, inspectFeel, TWO_SIGNS } from './feel.ts';
