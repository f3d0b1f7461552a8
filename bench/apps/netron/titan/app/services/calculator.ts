import { Public, Service } from 'titan';

@Service('calculator@1.0.0')
export class Calculator {
  @Public()
  add(a: number, b: number) {
    return a + b;
  }
}
