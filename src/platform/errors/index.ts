export { AppError, defineError, type ErrorDefinition, errorCatalogue, isAppError } from './errors.ts';
export { NotAllowed, NotFound, SignInNeeded, Unavailable, Unexpected } from './general.ts';
