export { MAX_ATTEMPTS } from './deliver.ts';
export { messaging } from './module.ts';

export { type MessageRequest, queueMessage } from './queue.ts';
export {
  accountMessages,
  forgetMessages,
  type Message,
  markRead,
  messagesAbout,
} from './read.ts';
export { richText } from './rich-text.ts';
export { sendAgain, settleMessage } from './undeliverable.ts';
