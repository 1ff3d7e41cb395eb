import { Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import type { SanshenFunction } from './function.ts'
import type { RecordStack } from './record-stack.ts'
import type { ServiceStack } from './service-stack.ts'

/** Every rule of the checks that is not followed, where, and why. */
export function explainExceptions(record: RecordStack, service: ServiceStack): void {
  except(record.portal, {
    'AwsSolutions-S2': 'What the public reads: single objects may be fetched by anyone, listed or written by no one. '
      + 'The portal must work without a CDN, which in China needs a registered domain of its own.',
  })
  except(service.api, {
    'AwsSolutions-APIG4': 'Sign-in is a session cookie that each function checks against the Access table on every '
      + 'request; an authorizer of the gateway would hold a copy of that right which cannot be withdrawn at once.',
  })
  for (const made of Object.values(service.functions)) {
    except(made.lambda, {
      'Serverless-LambdaTracing': 'There is no X-Ray for functions in the China regions; logs and metrics serve.',
      'Serverless-LambdaDLQ': made.isTriggered
        ? 'What it could not take goes to the queue of its mapping or of its asynchronous invocation.'
        : 'Only the API invokes it, and waits for the answer: there is nothing that could be lost.',
    })
    exceptWildcards(made)
    if (!made.isTriggered) continue
    except(made.undelivered, {
      'AwsSolutions-SQS3': 'It is itself the queue for what could not be delivered.',
      'Serverless-SQSRedrivePolicy': 'It is itself the queue for what could not be delivered.',
    })
  }
}

// The rule wants each wildcard named with the reference that its template will hold, and references between stacks
// are only known once synthesis has begun: validations run after that and before the checks.
function exceptWildcards({ role, wildcards }: SanshenFunction): void {
  role.node.addValidation({
    validate: () => {
      for (const { arn, prefix } of wildcards) {
        const reference = JSON.stringify(Stack.of(role).resolve(arn))
        except(role, {
          [`AwsSolutions-IAM5[Resource::${reference}/${prefix}*]`]:
            'Objects are named by their digest or their page, so the right covers a prefix of one bucket.',
        })
      }
      return []
    },
  })
}

function except(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(reasons)) Validations.of(construct).acknowledge({ id, reason })
}
