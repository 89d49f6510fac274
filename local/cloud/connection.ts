import Libsql from 'libsql'

type Value = string | number | null
type Row = Value[]

/** One SQLite connection with its prepared statements; rows come as arrays in column order. */
export class Connection {
  private readonly db: Libsql.Database
  private readonly statements = new Map<string, Libsql.Statement<unknown[]>>()

  constructor(file: string) {
    this.db = new Libsql(file)
  }

  private prepared(sql: string): Libsql.Statement<unknown[]> {
    let statement = this.statements.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare(sql)
      this.statements.set(sql, statement)
    }
    return statement
  }

  all(sql: string, ...params: Value[]): Row[] {
    return this.prepared(sql).raw().all(params) as Row[]
  }

  get(sql: string, ...params: Value[]): Row | undefined {
    return this.prepared(sql).raw().get(params) as Row | undefined
  }

  /** Returns the rowid of the last insert. */
  run(sql: string, ...params: Value[]): number {
    return Number(this.prepared(sql).run(params).lastInsertRowid)
  }

  exec(sql: string): void {
    this.db.exec(sql)
  }

  close(): void {
    this.statements.clear()
    this.db.close()
  }
}
