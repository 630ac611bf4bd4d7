from dataclasses import dataclass

import pytest
import torch

from training.optim.optimiser import adamw, set_learning_rate


@dataclass
class Numbers:
    learning_rate: float = 0.1
    beta1: float = 0.5
    beta2: float = 0.9
    weight_decay: float = 0.25


EPSILON = 0.125
GRADIENTS = (2.0, -1.0, 4.0)


def followed(weight: float, numbers: Numbers) -> list[float]:
    """Loshchilov and Hutter's algorithm 2, written out for one weight."""
    mean = square = 0.0
    path = []
    for step, gradient in enumerate(GRADIENTS, start=1):
        mean = numbers.beta1 * mean + (1 - numbers.beta1) * gradient
        square = numbers.beta2 * square + (1 - numbers.beta2) * gradient**2
        size = (square / (1 - numbers.beta2**step)) ** 0.5 + EPSILON
        weight -= numbers.learning_rate * numbers.weight_decay * weight
        weight -= numbers.learning_rate * mean / (1 - numbers.beta1**step) / size
        path.append(weight)
    return path


@pytest.mark.parametrize(
    "numbers",
    [Numbers(), Numbers(beta1=0.8), Numbers(beta2=0.5), Numbers(weight_decay=0.0)],
    ids=str,
)
def test_a_weight_goes_the_way_of_adamw_with_its_own_numbers(numbers):
    weight = torch.nn.Parameter(torch.tensor([3.0], dtype=torch.float64))
    optimizer = adamw([weight], numbers, epsilon=EPSILON)
    path = []
    for gradient in GRADIENTS:
        weight.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        path.append(weight.item())
    assert path == pytest.approx(followed(3.0, numbers), rel=1e-9)


def test_a_learning_rate_counts_from_the_next_step_on():
    weight = torch.nn.Parameter(torch.ones(1))
    optimizer = adamw([weight], Numbers())
    set_learning_rate(optimizer, 0.0)
    weight.grad = torch.ones(1)
    optimizer.step()
    assert weight.item() == 1.0
