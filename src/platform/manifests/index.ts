export { httpModule } from './http.ts';
export { jobsModule } from './jobs.ts';
