export { asText, type Sheet, spreadsheet } from './write.ts';
