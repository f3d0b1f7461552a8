export default function main() {
  const f = () => {
    try {
      return drift(op(1));
    } finally {
      return drift(op(2));
    }
  };
  const g = () => {
    for (;;) {
      try {
        throw new Error("lost");
      } finally {
        if (drift(op(true))) break;
      }
    }
    return drift(op(3));
  };
  return [f(), g()];
}
