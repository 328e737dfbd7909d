export {
  defineExtensionPoint,
  defineService,
  type Env,
  type Extension,
  type ExtensionPoint,
  type Service,
} from './env.ts';
