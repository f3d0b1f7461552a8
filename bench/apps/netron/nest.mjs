import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Transport } from '@nestjs/microservices';

class Calculator {
  add({ a, b }) {
    return a + b;
  }
}
MessagePattern('add')(Calculator.prototype, 'add', Object.getOwnPropertyDescriptor(Calculator.prototype, 'add'));
Controller()(Calculator);

class App {}
Module({ controllers: [Calculator] })(App);

const options = { host: '127.0.0.1', port: Number(process.env.PORT) };
const app = await NestFactory.createMicroservice(App, { transport: Transport.TCP, options, logger: ['error'] });
await app.listen();
