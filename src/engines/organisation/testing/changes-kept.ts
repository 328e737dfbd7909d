export { changesKept } from '../dated/kept.ts';
