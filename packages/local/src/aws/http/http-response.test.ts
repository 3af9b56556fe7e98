import { describe, expect, it } from 'vitest';
import { AwsError } from '../../aws-error.js';
import { jsonErrorResponse } from './http-response.js';

const bodyOf = (name: string, message: string, service: Parameters<typeof jsonErrorResponse>[1]): unknown =>
  JSON.parse(jsonErrorResponse(new AwsError(name, message), service).body);

describe('D5: the body of an error', () => {
  it('has a Message from Secrets Manager', () => {
    expect(bodyOf('InvalidRequestException', 'no', 'secretsmanager')).toEqual({
      __type: 'InvalidRequestException',
      Message: 'no',
    });
  });

  it('has a message from Parameter Store', () => {
    expect(bodyOf('ValidationException', 'no', 'ssm')).toEqual({ __type: 'ValidationException', message: 'no' });
  });

  it('has neither for ParameterNotFound', () => {
    expect(bodyOf('ParameterNotFound', '', 'ssm')).toEqual({ __type: 'ParameterNotFound' });
  });

  it.each(['secretsmanager', 'ssm', undefined] as const)('has a message where %s never saw the request', (service) => {
    expect(bodyOf('InvalidSignatureException', 'no', service)).toEqual({
      __type: 'InvalidSignatureException',
      message: 'no',
    });
  });
});
