export { complainSome } from './demo/complain-some.ts';
export { complaints } from './module.ts';
