import { describe, expect, it } from 'vitest';
import { accountOptions, copiedGrant } from './mysql-grants.js';

const FROM = { user: 'app_a', host: '%' };
const TO = { user: 'app_b', host: '%' };

describe('copiedGrant', () => {
  it.each([
    ['GRANT SELECT ON `app`.* TO `app_a`@`%`', "GRANT SELECT ON `app`.* TO 'app_b'@'%'"],
    [
      'GRANT SELECT ON `app`.* TO `app_a`@`%` WITH GRANT OPTION',
      "GRANT SELECT ON `app`.* TO 'app_b'@'%' WITH GRANT OPTION",
    ],
    ['GRANT `r`@`%` TO `app_a`@`%` WITH ADMIN OPTION', "GRANT `r`@`%` TO 'app_b'@'%' WITH ADMIN OPTION"],
    ['SET DEFAULT ROLE `r` FOR `app_a`@`%`', "SET DEFAULT ROLE `r` FOR 'app_b'@'%'"],
    ['REVOKE INSERT ON `mysql`.* FROM `app_a`@`%`', "REVOKE INSERT ON `mysql`.* FROM 'app_b'@'%'"],
    // MariaDB's first line: the password, and what else the account requires.
    [
      "GRANT USAGE ON *.* TO `app_a`@`%` IDENTIFIED BY PASSWORD '*0F5E' REQUIRE SSL WITH GRANT OPTION MAX_USER_CONNECTIONS 5",
      "GRANT USAGE ON *.* TO 'app_b'@'%' WITH GRANT OPTION",
    ],
    [
      "GRANT USAGE ON *.* TO `app_a`@`%` REQUIRE SUBJECT 'it''s WITH GRANT OPTION'",
      "GRANT USAGE ON *.* TO 'app_b'@'%'",
    ],
    // A table whose name looks like the end of the statement.
    [
      'GRANT SELECT ON `app`.` TO ``app_a``@``%``` TO `app_a`@`%`',
      "GRANT SELECT ON `app`.` TO ``app_a``@``%``` TO 'app_b'@'%'",
    ],
  ])('copies %s', (line, copy) => {
    expect(copiedGrant(line, FROM, TO)).toBe(copy);
  });

  it.each([
    ["GRANT PROXY ON ''@'' TO 'app_a'@'%' WITH GRANT OPTION"],
    ['GRANT SELECT ON `app`.* TO `another`@`%`'],
    ['DROP DATABASE `app` -- TO `app_a`@`%`'],
  ])('does not copy %s', (line) => {
    expect(copiedGrant(line, FROM, TO)).toBeUndefined();
  });
});

describe('accountOptions', () => {
  it.each([
    ["CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0F5E'", ''],
    [
      "CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0F5E' REQUIRE SSL WITH MAX_USER_CONNECTIONS 5",
      'REQUIRE SSL WITH MAX_USER_CONNECTIONS 5',
    ],
    ["CREATE USER `a`@`%` IDENTIFIED BY PASSWORD '*0F5E' WITH MAX_USER_CONNECTIONS 5", 'WITH MAX_USER_CONNECTIONS 5'],
    [
      "CREATE USER `a`@`%` IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$x' DEFAULT ROLE `r`@`%` REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD REQUIRE CURRENT DEFAULT",
      'DEFAULT ROLE `r`@`%` REQUIRE NONE PASSWORD EXPIRE DEFAULT ACCOUNT UNLOCK PASSWORD REQUIRE CURRENT DEFAULT',
    ],
  ])('finds what %s requires', (line, options) => {
    expect(accountOptions(line)).toBe(options);
  });
});
