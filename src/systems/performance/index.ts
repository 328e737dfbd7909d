export { type LiveFigures, liveFigures } from './live/service.ts';
export { performance } from './module.ts';
