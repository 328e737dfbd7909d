export { evaluateFeel, type FeelReport, inspectFeel } from './feel.ts';
