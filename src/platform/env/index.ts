export {
  defineExtensionPoint,
  defineService,
  type Env,
  type Extension,
  type ExtensionPoint,
  type Service,
  type Site,
} from './env.ts';
