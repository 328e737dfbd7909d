export { empty, file, json, page, redirect } from './answer/answers.ts';
export { type EventStream, eventStream } from './answer/event-stream.ts';
export type { ErrorPage, Failure } from './answer/failures.ts';
export { LOADER } from './answer/loader.ts';
export { needsOf } from './answer/needs.ts';
export type { ApiDocument, ApiOperation, ApiParameter, ApiSchema } from './api/api-document.ts';
export {
  BadRequest,
  TooLarge,
} from './errors.ts';
export { fileName } from './file-name.ts';
export { networkOf } from './limits/network.ts';
export { createHub, type Hub, type State, type Values } from './live/hub.ts';
export { createPlaces, type Places } from './live/places.ts';
export type { ServerOptions } from './options.ts';
export { pageNumber, queryText, textField, textFields } from './request/body.ts';
export { once } from './request/once.ts';
export type { Resend } from './request/resend.ts';
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
