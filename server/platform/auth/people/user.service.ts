import type { DataSource, Repository } from 'typeorm';
import { notFound } from '../../errors/domain-error.js';
import { User } from './user.entity.js';

export class UserService {
  private readonly users: Repository<User>;

  constructor(dataSource: DataSource) {
    this.users = dataSource.getRepository(User);
  }

  async get(id: string): Promise<User> {
    const user = await this.users.findOneBy({ id });
    if (!user) throw notFound('User', id);
    return user;
  }
}
