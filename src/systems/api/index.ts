export { api } from './module.ts';
export { SCOPES } from './scopes.ts';
