export { changesUnits } from '../dated/kept.ts';
