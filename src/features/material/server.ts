export { materialHandlers } from './office'
export { materialJobs } from './uploads'
