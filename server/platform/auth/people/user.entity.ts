import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { EVERYONE } from '../../access/authorize.js';
import { Role } from '../../access/viewer.js';
import { Access } from '../../graphql/access-rules.js';
import { DateTime } from '../../graphql/scalars.js';

/** Characters of an e-mail address, as RFC 5321 allows. */
export const MAX_EMAIL_LENGTH = 254;

registerEnumType(Role, { name: 'Role', description: 'What a person may do; one role a person.' });

/** A person who signs in. People are disabled, never deleted, so that the audit log keeps its names. */
@ObjectType({ description: 'A person who signs in.' })
@Access(EVERYONE) // reached only through fields that have a rule of their own
@Entity('users')
@Unique('users_email_key', ['email'])
@Check('users_email_check', 'email = lower(email)')
export class User {
  @Field(() => ID)
  @PrimaryGeneratedColumn('uuid')
  readonly id!: string;

  @Field(() => String, { description: 'In lower case; unique.' })
  @Column('text')
  email!: string;

  @Field(() => String)
  @Column('text')
  name!: string;

  @Field(() => Role)
  @Column({ type: 'enum', enum: Role, enumName: 'user_role' })
  role!: Role;

  @Column('text', { nullable: true })
  passwordHash!: string | null;

  @Field(() => DateTime, { nullable: true, description: 'Since when this person can no longer sign in.' })
  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'Last sign-in; null when never.' })
  @Column('timestamptz', { nullable: true })
  signedInAt!: Date | null;

  @Field(() => DateTime)
  @CreateDateColumn({ type: 'timestamptz' })
  readonly createdAt!: Date;

  @Field(() => Boolean, { description: 'False until the person has chosen a password.' })
  get hasPassword(): boolean {
    return this.passwordHash !== null;
  }
}
