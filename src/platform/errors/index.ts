export { NotAllowed, NotFound, SignInNeeded, Unavailable, Unexpected } from './common.ts';
export { AppError, defineError, type ErrorDefinition, errorCatalogue, isAppError } from './errors.ts';
