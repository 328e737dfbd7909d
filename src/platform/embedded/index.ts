export { EmbeddedProblem } from './problem.ts';
export { type Embedded, type EmbeddedOptions, startEmbedded } from './start.ts';
