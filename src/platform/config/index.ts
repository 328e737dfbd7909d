export { type Config, describeSettings, loadConfig } from './config.ts';
export { prepareDataDir } from './data-dir.ts';
export { findMisspelt, type Misspelt } from './misspelt.ts';
export { ConfigError, type Problem } from './problems.ts';
export type { Expectation } from './settings.ts';
