import type { Database } from './database.js';

export interface Report {
  readonly id: number;
  readonly text: string;
}

/** The reports of the database. `use` repeats a query that a rotation of the password has interrupted. */
export class Reports {
  readonly #database: Pick<Database, 'use'>;

  constructor(database: Pick<Database, 'use'>) {
    this.#database = database;
  }

  async createTable(): Promise<void> {
    await this.#database.use((pool) =>
      pool.query(
        'CREATE TABLE IF NOT EXISTS reports (id serial PRIMARY KEY, author text NOT NULL, text text NOT NULL)',
      ),
    );
  }

  async add(author: string, text: string): Promise<Report> {
    const { rows } = await this.#database.use((pool) =>
      pool.query<Report>('INSERT INTO reports (author, text) VALUES ($1, $2) RETURNING id, text', [author, text]),
    );
    const [report] = rows;
    if (report === undefined) throw new Error('PostgreSQL returned no row for the report.');
    return report;
  }

  async of(author: string): Promise<readonly Report[]> {
    const { rows } = await this.#database.use((pool) =>
      pool.query<Report>('SELECT id, text FROM reports WHERE author = $1 ORDER BY id', [author]),
    );
    return rows;
  }
}
