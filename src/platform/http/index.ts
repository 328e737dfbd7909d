export { file, json, page, redirect } from './answers.ts';
export type { Answer, ApiDoc, Cookie, Ctx, Grant, Req, Route, Rule, Upload, Visitor } from './types.ts';
