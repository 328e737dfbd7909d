export { AnswerTooLong, call, type OutgoingAnswer } from './call.ts';
