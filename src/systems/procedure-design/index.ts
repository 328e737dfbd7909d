export { procedureDesign } from './module.ts';
