export { type Config, describeSettings, loadConfig } from './config.ts';
export { ConfigError } from './settings.ts';
