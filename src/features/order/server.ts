/** What other features and functions may call. */
export { takeCall } from './called'
export { forgetOrders, wakeOrders } from './match'
