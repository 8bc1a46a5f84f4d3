"""The portal as those meet it who keep it."""
