export { empty, file, json, page, redirect } from './answers.ts';
export type { ApiDocument, ApiOperation, ApiParameter, ApiSchema } from './api-document.ts';
export { pageNumber, queryText, textField, textFields } from './body.ts';
export {
  BadRequest,
  TooLarge,
} from './errors.ts';
export { type EventStream, eventStream } from './event-stream.ts';
export type { ErrorPage, Failure } from './failures.ts';
export { fileName } from './file-name.ts';
export { networkOf } from './limits/network.ts';
export { createHub, type Hub, type State, type Values } from './live/hub.ts';
export { createPlaces, type Places } from './live/places.ts';
export { LOADER, wantsLoader } from './loader.ts';
export { once } from './once.ts';
export type { ServerOptions } from './options.ts';
export type { Resend } from './resend.ts';
export { createServer } from './server.ts';
export type {
  Answer,
  Answered,
  ApiDoc,
  Cookie,
  Ctx,
  Grant,
  Req,
  Route,
  Rule,
  Upload,
  Visitor,
} from './types.ts';
