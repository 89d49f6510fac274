/**
 * An answer of the cloud that is not a success. The SDK maps `code` to the number that a function sees as `errCode`
 * (wx-server-sdk, TCB_ERR_CODE); a code that it does not know, such as DATABASE_TRANSACTION_CONFLICT, becomes -501001.
 */
export class CloudError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'CloudError'
    this.code = code
  }
}

/** -502001: the database understood the request and refused it. */
export function requestFailed(message: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`)
}

/** -501007: a parameter is malformed. */
export function invalidParam(message: string): CloudError {
  return new CloudError('INVALID_PARAM', `[InvalidParameter] ${message}`)
}

/** -502002: an operator or stage that this database does not have. */
export function invalidOperator(message: string): CloudError {
  return new CloudError('DATABASE_INVALID_OPERRATOR', `[InvalidParameter] ${message}`)
}

/** -502005: a collection is never created by writing into it. */
export function noCollection(name: string): CloudError {
  return new CloudError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
  )
}

/** -502001 with E11000. `index` is `_id_` for the primary key. */
export function duplicateKey(collection: string, index: string, key: string): CloudError {
  const detail = `E11000 duplicate key error collection: local.${collection} index: ${index} dup key: ${key}`
  return requestFailed(`multiple write errors: [{write errors: [{${detail}}]}, {<nil>}]`)
}

/** Another transaction wrote the same document first (WriteConflict in MongoDB). Nothing of this one is committed. */
export function transactionConflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[DATABASE_TRANSACTION_CONFLICT] [ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. WriteConflict',
  )
}

/** The transaction was committed, aborted, or is older than 30 s. */
export function transactionEnded(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    '[DATABASE_TRANSACTION_FAIL] [ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.',
  )
}
