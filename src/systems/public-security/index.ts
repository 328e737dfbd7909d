export { publicSecurity } from './module.ts';
